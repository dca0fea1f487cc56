const MARKS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

exports.escaped = (text) => String(text).replace(/[&<>"']/g, (mark) => MARKS[mark]);
