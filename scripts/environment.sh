# Sourced by ./goodoffices and ./test (POSIX sh). Prepares a Python environment and keeps it whole.
#
# prepare FOLDER LIST: afterwards FOLDER holds a virtual environment with exactly the packages of LIST,
# hash-pinned, installed by plain pip with the machine's own settings. It is looked at on each start
# (the list, the interpreter, the names of what is installed), and made anew where something is off.

fingerprint() { # FOLDER LIST: what a whole environment looks like
  { cat "$2"; ls "$1"/lib/python3*/site-packages 2>/dev/null | grep -v __pycache__; } | cksum
}

is_whole() { # FOLDER LIST
  [ -x "$1/bin/python" ] && [ -f "$1/prepared" ] && [ "$(cat "$1/prepared")" = "$(fingerprint "$1" "$2")" ]
}

find_python() { # prints a Python of at least 3.11 that can make environments
  for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11 python; do
    if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
      command -v "$candidate"
      return 0
    fi
  done
  echo "Good Offices needs Python 3.11 or later with venv (on Debian: apt install python3-venv)." >&2
  return 1
}

prepare() { # FOLDER LIST
  is_whole "$1" "$2" && return 0
  lock="$1.lock"
  waited=0
  until mkdir "$lock" 2>/dev/null; do # somebody else is preparing it, or died while doing so
    holder=$(cat "$lock/pid" 2>/dev/null || true)
    if [ -z "$holder" ] && [ "$waited" -ge 5 ]; then rm -rf "$lock"
    elif [ -n "$holder" ] && ! kill -0 "$holder" 2>/dev/null; then rm -rf "$lock"
    else sleep 1; waited=$((waited + 1)); fi
  done
  echo $$ > "$lock/pid"
  trap 'rm -rf "$lock"' EXIT
  trap 'exit 130' INT TERM
  if ! is_whole "$1" "$2"; then
    build "$1" "$2" || exit 1
  fi
  rm -rf "$lock"
  trap - EXIT INT TERM
}

build() { # FOLDER LIST
  python=$(find_python) || return 1
  echo "Preparing $1 (once; a minute or so) ..." >&2
  rm -rf "$1"
  "$python" -m venv "$1" || return 1
  if ! "$1/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$2" >"$1/install.log" 2>&1; then
    cat "$1/install.log" >&2
    echo "The packages could not be installed; pip's words are above. Look at the network and at pip's settings, then try again." >&2
    rm -rf "$1"
    return 1
  fi
  fingerprint "$1" "$2" > "$1/prepared"
}
