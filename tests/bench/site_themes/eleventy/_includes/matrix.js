const { escaped } = require("./escaped.js");

const across = (importance) => (30 + (importance - 1) * 35).toFixed(1);
const up = (experience) => (330 - (experience - 1) * 35).toFixed(1);

const labels = (value) => `
<text x="${across(value)}" y="345">${value}</text><text x="22" y="${up(value)}">${value}</text>`;

const point = ({ number, title, importance, experience, verdict }) => {
  const [x, y] = [across(importance.mean), up(experience.mean)];
  return `
<a class="point" href="#touchpoint-${number}"><title>${number} ${escaped(title)}</title><circle class="${verdict}" cx="${x}" cy="${y}" r="8"/><text x="${x}" y="${y}">${number}</text></a>`;
};

exports.matrix = (data, touchpoints) => `<svg class="matrix" viewBox="0 0 360 360" role="img" aria-label="Importance and experience of the touchpoints">
<g class="axes">
<path d="M30,330h320M30,10v320"/>${[1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map(labels).join("")}
<text x="320" y="358">Importance</text><text x="60" y="8">Experience</text>
</g>
<path class="line" d="M${across(data.importance_line)},10v320"/>
<path class="line" d="M30,${up(data.experience_line)}h320"/>
<g class="points">${touchpoints.map(point).join("")}
</g>
</svg>`;
