import { createServer } from "node:http";

const readers = new Set();
let n = 0;

createServer((req, res) => {
  if (req.url !== "/events") return res.writeHead(404).end();
  res.writeHead(200, { "Content-Type": "text/event-stream" });

  // A browser that comes back says which event it saw last.
  const last = req.headers["last-event-id"];
  res.write(`retry: 1000\nevent: hello\ndata: ${last ? `you had ${last}` : "you are new"}\n\n`);
  readers.add(res);
  res.on("close", () => readers.delete(res));
}).listen(3000);

setInterval(() => {
  n += 1;
  for (const res of readers) res.write(`id: ${n}\ndata: {"n":${n}}\n\n`);
  if (n % 10 === 0) for (const res of readers) res.end();
}, 700);
