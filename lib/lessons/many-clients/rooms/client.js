// alice, bob or carol
const me = location.pathname.split("/").at(-2);
const rooms = {
  alice: ["news", "sport"],
  bob: ["sport", "later"], // has recorded the match
  carol: ["news"],
};

const socket = io({ transports: ["websocket"] });
socket.on("connect", () => socket.emit("join", me, rooms[me]));
socket.onAny((...event) => console.log(...event));
