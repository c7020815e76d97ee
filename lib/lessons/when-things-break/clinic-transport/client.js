const nap = 0; // milliseconds in which this page does nothing

const socket = io();
socket.on("connect", () => console.log("connected"));
socket.on("news", (n) => console.log("news", n));
socket.on("disconnect", (reason) => {
  console.log("disconnect:", reason);
});

setTimeout(() => {
  const end = Date.now() + nap;
  while (Date.now() < end); // a loop, a huge JSON, a breakpoint
}, 3500);
