/** Entry of the command line. */

// `ossicle list | head` closes the pipe early: that is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

try {
  const { run } = await import("./index.ts");
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  // A fault of our own must not look like "done with problems".
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 2;
}

export {};
