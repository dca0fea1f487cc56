module.exports = { layout: "journey.11ty.js", permalink: (data) => `journeys/${data.page.fileSlug}.html` };
