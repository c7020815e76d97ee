const me = location.pathname.split("/").at(-2); // alice or bob
const socket = io();
const [form, lines, hint] = ["form", "ol", "p"].map((tag) => document.querySelector(tag));

function show({ from, text }) {
  const item = document.createElement("li");
  item.textContent = `${from}: ${text}`; // never innerHTML: it was typed by somebody else
  lines.append(item);
  hint.textContent = "";
}

socket.on("history", (all) => {
  lines.replaceChildren(); // after a reconnect it comes again
  all.forEach(show);
});
socket.on("line", show);
socket.on("typing", (from) => (hint.textContent = `${from} is typing …`));

form.addEventListener("input", () => socket.volatile.emit("typing", me));
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const text = form.elements.text.value;
  form.reset();
  show(await socket.emitWithAck("say", me, text));
});
