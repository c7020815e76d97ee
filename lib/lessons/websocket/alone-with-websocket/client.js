const me = location.pathname.split("/").at(-2); // alice or bob
let ws;

function connect() {
  ws = new WebSocket("ws://localhost:3000");
  ws.onopen = () => ws.send(`${me} is here`);
  ws.onmessage = ({ data }) => console.log(data);
  ws.onclose = ({ code }) => console.log("closed:", code);
}
connect();
