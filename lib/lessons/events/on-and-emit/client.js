const socket = io();

socket.on("chat", (text) => console.log(text));
socket.on("posts:list", (posts) => console.log(posts));

socket.emit("chat", "Hello", { mood: "curious" });
socket.emit("posts:get");
