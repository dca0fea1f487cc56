const { curve } = require("./curve.js");
const { escaped } = require("./escaped.js");
const { matrix } = require("./matrix.js");

const row = ({ number, title, importance, experience, verdict }) => `
<tr id="touchpoint-${number}"><td>${number}</td><td>${escaped(title)}</td><td>${importance.mean.toFixed(1)}</td><td>${experience.mean.toFixed(1)}</td><td class="${verdict}">${verdict}</td></tr>`;

exports.data = { layout: "base.11ty.js" };

exports.render = (data) => {
  const touchpoints = data.stages.flatMap((stage) => stage.touchpoints);
  return `<h1>${escaped(data.title)}</h1>
<table class="verdicts">
<thead><tr><th>No.</th><th>Touchpoint</th><th>Importance</th><th>Experience</th><th>Verdict</th></tr></thead>
<tbody>${touchpoints.map(row).join("")}
</tbody>
</table>
${matrix(data, touchpoints)}
${curve(data, touchpoints)}
<section class="notes">
<h2>Notes</h2>
${data.content}
</section>`;
};
