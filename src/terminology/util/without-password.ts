/** An address as it may be shown: without its user and password, wherever they stand in it (RFC 3986, 3.2.1). */
export const withoutPassword = (address: string): string =>
  address.replace(/^(\w+:\/\/).*@/s, "$1...@").replace(/([?&]password=)[^&#]*/gi, "$1...");
