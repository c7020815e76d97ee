const socket = io();

socket.on("connect", () => {
  console.log("connected as", socket.id);
});
socket.on("disconnect", (reason) => {
  console.log("disconnect:", reason);
});

socket.io.on("ping", () => console.log("heartbeat"));
socket.io.on("reconnect_attempt", (n) => {
  console.log("trying again,", n);
});
