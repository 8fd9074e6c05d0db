#!/bin/sh
# The main job end to end, on a new plan and on a real one with its real export. Usage: demo.sh BIN
set -eu
commplan="$1/commplan"
out=demo
rm -rf "$out"
mkdir -p "$out"

step() { printf '\n== %s\n' "$*"; }

step "init: a plan to start from"
"$commplan" init "$out/new-plan" --profile oss --lang en --title "Our community" --yes

step "check: what it has not said yet"
"$commplan" check "$out/new-plan/plan.yaml" --fail-on never | tail -n 30

step "check: three complete plans"
"$commplan" check plans --fail-on error

step "render: documents in English and Chinese"
"$commplan" render plans/houston-dataviz/plan.yaml --to html,md -o "$out/documents"
"$commplan" render plans/power-plant/plan.yaml --to html,md -o "$out/documents"
"$commplan" render plans/tea-brand/plan.yaml --to html,md -o "$out/documents"

step "import: a real Slack workspace export"
"$commplan" import plans/houston-dataviz/export/slack-export.zip -o "$out/activity"

step "evaluate: the plan against what happened"
"$commplan" evaluate plans/houston-dataviz/plan.yaml --activity "$out/activity" --period 2016-Q2 --to html,md -o "$out/reports"

step "check: what the plan says, against what happened"
"$commplan" check plans/houston-dataviz/plan.yaml --activity "$out/activity" --today 2016-07-27 \
  --select G130,R130,S130,C131,M130,M131 --fail-on never

printf '\nOpen in a browser:\n'
find "$out" -name '*.html' | sort | sed 's/^/  /'
