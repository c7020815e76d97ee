const events = new EventSource("/events");

events.addEventListener("hello", ({ data }) => console.log("hello,", data));
events.onmessage = ({ data, lastEventId }) => {
  console.log("event", lastEventId, JSON.parse(data));
};
events.onerror = () => console.log("lost; the browser comes back by itself");
