#!/bin/sh
# What a change of the policies has to pass, by hand as in CI. Everything is looked at, whatever is
# found; exits with 1 when something was. What CI keeps for people is left in reports/.
set -u
cd "$(dirname "$0")" || exit 2

policies=policies/answers.uh
last_month=traces/2026-11.jsonl.gz
findings=pretty
test -n "${GITHUB_ACTIONS:-}" && findings=github
failed=0

check() {
  "$@" || failed=1
}

# gate POLICY OPTION…: what would have been of last month's requests to a policy, had the one that
# is here decided them, and what of that is refused.
gate() {
  name=$1
  shift
  echo "== $name: $*"
  set -- "$last_month" --policy "$policies" --policy-name "$name" "$@"
  unhardcoded replay "$@" > "reports/$name.txt" 2> "reports/$name.refused" || failed=1
  unhardcoded replay "$@" --format html > "reports/$name.html" 2> /dev/null
  told=$(sed '/^$/q' "reports/$name.txt" && cat "reports/$name.refused")
  echo "$told"
  printf '### %s\n\n```text\n%s\n```\n\n' "$name" "$told" >> reports/summary.md
}

rm -rf reports && mkdir reports

echo '== policies'
check unhardcoded fmt --check policies
check unhardcoded lint --format "$findings" --max-warnings 0 policies
check unhardcoded test policies
unhardcoded test --format junit policies > reports/tests.xml 2> /dev/null

echo '== last month'
check unhardcoded trace verify "$last_month"
check unhardcoded replay "$last_month"

gate support --max-cost-increase 5%
gate letters --fail-on-change

exit "$failed"
