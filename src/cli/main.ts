/** Entry of the command line. */

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // `ossicle list | head` closes the pipe early: that is no error.
  if (error.code === "EPIPE") process.exit(0);
  process.stderr.write(`Error: standard output can't be written: ${error.message}. All else may be done\n`);
  process.exit(2);
});
// Nobody is left to read it.
process.stderr.on("error", () => {});

try {
  const { run } = await import("./index.ts");
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  // A fault of our own must not look like "done with problems".
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 2;
}

export {};
