// Calls all functions at once, as Excel does with a sheet, and waits for what they give.
async function sheetAnswers(calls) {
  const results = calls.map(async (call) => {
    const given = call.arguments.map((cell) => (cell === null ? undefined : cell === "" ? 0 : sent(cell)));
    try {
      return await joined[call.function](...given);
    } catch (error) {
      return { error: error.message };
    }
  });
  return JSON.stringify(await Promise.all(results));
}
