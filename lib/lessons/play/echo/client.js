const socket = io();

socket.on("echo", (n, sentAt) => {
  console.log("echo", n, "after", Date.now() - sentAt, "ms");
});

let n = 0;
setInterval(() => {
  // volatile: what cannot be sent now is not worth sending later
  socket.volatile.emit("echo", ++n, Date.now());
}, 2000);
