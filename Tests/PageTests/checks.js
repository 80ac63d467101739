/** The few checks that the page's logic needs: nothing has to be installed, and a browser runs it as well as Node does. */
const checks = []

/** Names a promise, and how it is checked. */
export function test(promise, check) {
  checks.push({ promise, check })
}

/** Fails where the two are not alike, member by member. */
export function equal(actual, expected) {
  const [one, other] = [JSON.stringify(actual), JSON.stringify(expected)]
  if (one !== other) throw new Error(`is ${one}, and should be ${other}`)
}

/** Runs them all; gives `{promise, fault}` for each, the fault null where it holds. */
export async function run() {
  const results = []
  for (const { promise, check } of checks) {
    try {
      await check()
      results.push({ promise, fault: null })
    } catch (error) {
      results.push({ promise, fault: error.message })
    }
  }
  return results
}
