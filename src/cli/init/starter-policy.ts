/** A policy with a claim and a test, which hold for the built-in catalog. */
export const STARTER_POLICY = `uh 1

## Answers for support: reads screenshots, is good enough, and costs no more than \`max_out\`.
policy support(max_out: price = $5/Mtok in $1/Mtok..$20/Mtok) =
  cheapest for 4k in, 800 out
  where quality >= 0.6 and has vision and price_out <= max_out
  take 3
  timeout 30s, first token 10s
  fallback next
    on rate_limit next, cool 30s

# Decided for every model that there could be, and every price in the range.
prove support implies has vision

# Tried on the catalog.
test "support always has somewhere to go" =
  support keeps at least 3
  support(max_out: $1/Mtok) keeps at least 1
`
