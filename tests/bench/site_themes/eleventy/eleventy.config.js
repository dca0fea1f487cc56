// The theme is plain JavaScript, the quickest of Eleventy's template languages, and the notes are markdown only.
module.exports = function (config) {
  config.addPassthroughCopy("site.css");
  config.addCollection("journeys", (all) => all.getFilteredByGlob("journeys/*.md").sort((a, b) => (a.inputPath < b.inputPath ? -1 : 1)));
  return { markdownTemplateEngine: false, templateFormats: ["md", "11ty.js"] };
};
