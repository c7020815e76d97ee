const socket = io({ transports: ["websocket"] });

socket.once("connect", () => {
  const cat = new Uint8Array(3000).fill(0xca);
  socket.emit("photos", "cat", cat);

  const says = new Map([["cat", "meow"]]);
  socket.emit("facts", new Date(0), says, undefined);
});

socket.on("thumbnail", (image) => console.log(image));
