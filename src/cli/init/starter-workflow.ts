/** A workflow of GitHub that looks after the policies. */
export const STARTER_WORKFLOW = `name: policies

on:
  push:
    branches: [main]
  pull_request:

permissions:
  contents: read

jobs:
  policies:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v6
      - uses: actions/setup-node@v6
        with:
          node-version: 24
      - run: npx --yes unhardcoded fmt --check policies
      - run: npx --yes unhardcoded lint --format github --max-warnings 0 policies
      - run: npx --yes unhardcoded test policies
`
