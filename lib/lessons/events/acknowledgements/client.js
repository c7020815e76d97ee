const socket = io({ transports: ["websocket"] });

function order(what) {
  socket.emit("order", what, (answer) => {
    console.log("answer:", answer);
  });
}

order("tea");
order("cake");
