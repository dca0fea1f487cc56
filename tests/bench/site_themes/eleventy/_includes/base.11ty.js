const { escaped } = require("./escaped.js");

module.exports = ({ title, content }) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<link rel="stylesheet" href="/site.css">
</head>
<body>
<header><a href="/">Customer journeys</a></header>
<main>
${content}
</main>
</body>
</html>
`;
