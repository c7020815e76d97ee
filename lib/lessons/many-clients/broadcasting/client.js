// alice, bob or carol
const me = location.pathname.split("/").at(-2);
const options = { transports: ["websocket"], auth: { name: me } };

// Carol works here: she has a second socket.
if (me === "carol") {
  const staff = io("/staff", options);
  staff.onAny((event) => console.log("/staff:", event));
}

const socket = io(options);
socket.onAny((event) => console.log(event));

// Alice is given the word when all three are here.
socket.on("go", () => socket.emit("hi"));
