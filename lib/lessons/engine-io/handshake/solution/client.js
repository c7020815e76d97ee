const socket = io();

socket.on("connect", () => {
  console.log("connected");
  // console.log(socket.io.engine.id, socket.id);
});

// Whoever knows a sid is that session; this one nobody has.
fetch("/socket.io/?EIO=4&transport=polling&sid=nobody");
