/** A hook of git that keeps a commit from breaking the policies. */
export const STARTER_HOOK = `#!/bin/sh
# Checks the policies before a commit that changes them. Each clone enables it once:
#
#   git config core.hooksPath .githooks

set -e
git diff --cached --quiet -- '*.uh' unhardcoded.yaml && exit 0
npx --yes unhardcoded fmt --check policies
npx --yes unhardcoded lint --max-warnings 0 policies
npx --yes unhardcoded test policies
`
