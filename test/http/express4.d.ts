/** Express 4 beside 5: its own types are not needed, for it is used as 5 is. */
declare module "express4" {
  const express: unknown;
  export default express;
}
