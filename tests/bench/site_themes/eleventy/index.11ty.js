const { escaped } = require("./_includes/escaped.js");

module.exports = class {
  data() {
    return { layout: "base.11ty.js", title: "Customer journeys", permalink: "index.html" };
  }

  render({ title, collections }) {
    const card = ({ url, data }) => `
<li class="card"><h2><a href="${url}">${escaped(data.title)}</a></h2><p>${data.to_improve} touchpoints to improve</p></li>`;
    return `<h1>${escaped(title)}</h1>
<ul class="cards">${collections.journeys.map(card).join("")}
</ul>`;
  }
};
