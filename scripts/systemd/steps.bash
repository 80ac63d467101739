# Steps that pass or fail, each a line.
failed=()

# Runs a step, a function of its name, where $ONLY matches that; what it says is shown where it fails. One that fails gets a second
# try, and the first is reported: a machine that others starve may have had no time for a process that is watched.
step() {
  [[ $1 =~ $ONLY ]] || return 0
  local words code try start=$SECONDS
  for try in first second; do
    # Not as a condition: bash would let everything in it fail.
    words=$(
      set -e
      "$1" 2>&1
    )
    code=$?
    if [ $code = 0 ]; then
      echo "PASS  ${1//_/ } ($((SECONDS - start)) s)${words:+: $(tail -n 1 <<<"$words")}"
      return
    fi
    echo "FAIL  ${1//_/ } ($((SECONDS - start)) s), the $try time"
    sed 's/^/        /' <<<"$words" | tail -n 15
  done
  failed+=("$1")
}

judge_all() {
  [ ${#failed[@]} -gt 0 ] || return 0
  echo "failed: ${failed[*]}"
  exit 1
}
