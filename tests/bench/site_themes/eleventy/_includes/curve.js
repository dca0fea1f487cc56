const { escaped } = require("./escaped.js");

const across = (number) => 10 + number * 40;
const up = (experience) => (190 - (experience - 1) * 20).toFixed(1);

const grid = (value) => `
<path d="M30,${up(value)}h800"/><text x="22" y="${up(value)}">${value}</text>`;

const stage = ({ title, touchpoints }) => {
  const x = 30 + (touchpoints[0].number - 1) * 40;
  return `
<path d="M${x},10v200"/><text x="${x + 4}" y="212">${escaped(title)}</text>`;
};

const point = ({ number, title, experience, verdict }) => `
<a class="point" href="#touchpoint-${number}"><title>${number} ${escaped(title)}</title><circle class="${verdict}" cx="${across(number)}" cy="${up(experience.mean)}" r="6"/></a>`;

exports.curve = (data, touchpoints) => `<svg class="curve" viewBox="0 0 830 220" role="img" aria-label="Experience along the journey">
<g class="axes">${[1, 4, 7, 10].map(grid).join("")}
</g>
<g class="stages">${data.stages.map(stage).join("")}
</g>
<path class="line" d="M30,${up(data.experience_line)}h800"/>
<polyline class="experience" points="${touchpoints.map(({ number, experience }) => `${across(number)},${up(experience.mean)}`).join(" ")}"/>
<g class="points">${touchpoints.map(point).join("")}
</g>
</svg>`;
