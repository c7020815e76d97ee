const socket = io({
  transports: ["websocket"],
  ackTimeout: 200,
  retries: 2,
});

function order(what) {
  socket.emit("order", what, (error, answer) => {
    if (error) console.log("no answer:", what);
    else console.log("answer:", answer);
  });
}

order("tea");
order("cake");
