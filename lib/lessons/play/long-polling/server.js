import { createServer } from "node:http";

const said = [];
const held = new Set(); // a GET waits here until there is something to say

createServer((req, res) => {
  if (req.method === "POST") {
    let text = "";
    req.on("data", (chunk) => (text += chunk));
    req.on("end", () => {
      said.push(text);
      for (const answer of held) answer();
      res.writeHead(204).end();
    });
    return;
  }

  const after = Number(req.url.split("=")[1]);
  const answer = () => {
    clearTimeout(timer);
    held.delete(answer);
    res.writeHead(200, { "Content-Type": "application/json" });
    res.end(JSON.stringify(said.slice(after)));
  };
  // Nothing to say is said as well, before a proxy loses its patience.
  const timer = setTimeout(answer, 5000);
  if (said.length > after) answer();
  else held.add(answer);
}).listen(3000);
