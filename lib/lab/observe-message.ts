/** The WebSocket close code of `/observe/` for a lab that is not, or is no more: coming back is of no use. */
export const GONE_CODE = 4404;
