#!/usr/bin/env bash
# Builds FChat and runs its tests: all of them, or those that are named.
#
#   ./test.sh                  everything, from a clean clone
#   ./test.sh Core Gateway     only tests/Core.Tests and tests/Gateway.Tests
#   ./test.sh Web              only the browser client's unit tests
#   ./test.sh Audit            only whether a dependency has a known hole of high or critical severity; one that has is a failed test
#   ./test.sh --faults         everything, and what can go wrong in a cluster at full length: more than half an hour
#
# The last line says "N passed, N failed". Reports and logs are kept under artifacts/test/.
# Two runs at once do not meet: each has a directory of its own for everything that it writes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
exec </dev/null

readonly configuration=Debug
longest=1500   # seconds that one project's tests may take: on a busy machine the browser needs more than 900
readonly longest_with_faults=5400
readonly node_least=20

run_id="$(date +%Y%m%d-%H%M%S)-$$"
reports="$PWD/artifacts/test/$run_id"
scratch="$(mktemp -d "${TMPDIR:-/tmp}/fchat.XXXXXX")"
chmod 711 "$scratch"   # PostgreSQL does not run as root: another user has its directory in here
mkdir -p "$reports"

# Everything that is started from here carries the mark, however it detaches itself: so it is found and ended in the end.
export FCHAT_TEST_RUN="$run_id"
export FCHAT_TEST_REPORTS="$reports"
export TMPDIR="$scratch"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

passed=0 failed=0 skipped=0

say() { printf '\n== %s\n' "$*"; }

# Ids of what carries the mark. This shell does not: its own environment is that of before it set the mark.
marked() {
  FCHAT_TEST_RUN='' grep -lszxF "FCHAT_TEST_RUN=$run_id" /proc/[0-9]*/environ | FCHAT_TEST_RUN='' cut -d/ -f3 || true
}

end_marked() {
  local left
  mapfile -t left < <(marked)
  if ((${#left[@]} > 0)); then
    kill -"$1" "${left[@]}" 2>/dev/null || true
  fi
}

# File systems of tests that were killed before they could take them away.
unmount_left() {
  local left
  mapfile -t left < <(cut -d' ' -f2 /proc/mounts 2>/dev/null | grep -F "$scratch/" || true)
  if ((${#left[@]} > 0)); then
    umount -l "${left[@]}" || true
  fi
}

clean_up() {
  trap '' INT TERM
  end_marked TERM
  end_marked KILL
  unmount_left
  rm -rf "$scratch"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

missing() {
  printf 'test.sh: %s\n' "$@" >&2
  exit 2
}

# --- what the tests need ---------------------------------------------------------------------------------------------

node_is_new_enough() {
  local version
  version="$(node --version 2>/dev/null)" && version="${version#v}" && ((${version%%.*} >= node_least))
}

needs_postgres() { [[ -z "${FCHAT_TEST_POSTGRES:-}" ]] && { wanted Grains || wanted Cluster || wanted LoadTests || wanted Deploy; }; }

needs_janus() { wanted Media || wanted Browser || wanted Cluster || wanted Deploy; }

has_postgres() { compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null; }

has_mariadb() { command -v mariadb-install-db >/dev/null && { [[ -x /usr/sbin/mariadbd ]] || command -v mariadbd >/dev/null; }; }

has_font() { command -v fc-list >/dev/null && [[ -n "$(fc-list)" ]]; }

packages_to_install() {
  command -v curl >/dev/null || printf 'curl\n'
  node_is_new_enough && command -v npm >/dev/null || printf 'nodejs\nnpm\n'
  if needs_postgres; then has_postgres || printf 'postgresql\n'; fi
  if wanted LoadTests; then
    command -v redis-server >/dev/null || printf 'redis-server\n'
    has_mariadb || printf 'mariadb-server-core\nmariadb-client-core\n'   # the programs without the service that would start by itself
  fi
  if wanted Cluster; then command -v ip >/dev/null || printf 'iproute2\n'; fi
  if wanted Deploy; then
    command -v kubectl >/dev/null || printf 'kubernetes-client\n'
    { command -v prometheus && command -v promtool; } >/dev/null || printf 'prometheus\n'
    command -v yamllint >/dev/null || printf 'yamllint\n'
    command -v caddy >/dev/null || printf 'caddy\n'
    command -v openssl >/dev/null || printf 'openssl\n'
  fi
  if needs_janus; then command -v janus >/dev/null || printf 'janus\n'; fi
  if wanted Browser || wanted Media; then
    command -v chromium >/dev/null || printf 'chromium\n'
    has_font || printf 'fontconfig\nfonts-dejavu-core\n'
    command -v turnserver >/dev/null || printf 'coturn\n'
  fi
}

# Compared with where it is there; its tests are skipped with a word otherwise.
packages_to_try() {
  if wanted LoadTests; then command -v nextcloud-spreed-signaling-server >/dev/null || printf 'nextcloud-spreed-signaling\n'; fi
}

# In Debian these are services that start when they are installed, and with the machine. Here they are programs: the services are masked meanwhile, and not enabled.
without_services() {
  local name program code=0 units=/etc/systemd/system masked=()
  for name in prometheus caddy janus coturn nextcloud-spreed-signaling; do
    case "$name" in
      coturn) program=turnserver ;;
      nextcloud-spreed-signaling) program="$name-server" ;;
      *) program="$name" ;;
    esac
    if ! command -v "$program" >/dev/null && [[ ! -e "$units/$name.service" && ! -L "$units/$name.service" ]]; then
      mkdir -p "$units"
      ln -s /dev/null "$units/$name.service"
      masked+=("$name")
    fi
  done
  "$@" || code=$?
  for name in "${masked[@]}"; do
    rm -f "$units/$name.service" "$units/multi-user.target.wants/$name.service"
  done
  return "$code"
}

# Debian's PostgreSQL makes and starts a server of its own when it is installed, unless it is told otherwise. The word is taken back afterwards.
without_main_cluster() {
  local folder=/etc/postgresql-common/createcluster.d code=0
  mkdir -p "$folder"
  printf 'create_main_cluster = false\n' >"$folder/fchat-test.conf"
  "$@" || code=$?
  rm -f "$folder/fchat-test.conf"
  rmdir --parents --ignore-fail-on-non-empty "$folder"
  return "$code"
}

install_packages() { without_services without_main_cluster apt-get install -y -q --no-install-recommends -o DPkg::Lock::Timeout=300 "$@" 9>&-; }

install_missing() {
  local packages wished package
  mapfile -t packages < <(packages_to_install)
  mapfile -t wished < <(packages_to_try)
  if ((${#packages[@]} + ${#wished[@]} == 0)) || ((EUID != 0)) || ! command -v apt-get >/dev/null; then
    return
  fi
  say "Installing" "${packages[@]}" "${wished[@]}"
  export DEBIAN_FRONTEND=noninteractive
  (
    flock 9
    apt-get update -q 9>&-
    for package in "${wished[@]}"; do install_packages "$package" || echo "$package cannot be had here"; done
    ((${#packages[@]} == 0)) || install_packages "${packages[@]}"
  ) 9>/tmp/fchat-apt.lock >"$reports/install.log" 2>&1 || tail -n 20 "$reports/install.log"
}

check_tools() {
  dotnet --version >/dev/null 2>"$reports/sdk.log" || missing \
    ".NET SDK 10 is missing, or is older than global.json asks for: https://dotnet.microsoft.com/download/dotnet/10.0" \
    "$(head -n 3 "$reports/sdk.log")"
  node_is_new_enough || missing "Node.js $node_least or newer is missing (found: $(node --version 2>/dev/null || echo none)): https://nodejs.org"
  command -v npm >/dev/null || missing "npm is missing; it comes with Node.js: https://nodejs.org"
  command -v curl >/dev/null || missing "curl is missing: apt-get install curl"
  if needs_postgres; then
    has_postgres || missing "PostgreSQL's server programs are missing: apt-get install postgresql, or name a server by its connection string in FCHAT_TEST_POSTGRES"
  fi
  if wanted LoadTests; then
    command -v redis-server >/dev/null || missing "redis-server is missing: apt-get install redis-server"
    has_mariadb || missing "MariaDB's server programs are missing: apt-get install mariadb-server-core mariadb-client-core"
  fi
  if wanted Deploy; then
    command -v kubectl >/dev/null || missing "kubectl is missing: apt-get install kubernetes-client"
    { command -v prometheus && command -v promtool; } >/dev/null || missing "prometheus or promtool is missing: apt-get install prometheus"
    command -v yamllint >/dev/null || missing "yamllint is missing: apt-get install yamllint"
    command -v caddy >/dev/null || missing "caddy is missing: apt-get install caddy"
    command -v openssl >/dev/null || missing "openssl is missing: apt-get install openssl"
  fi
  if needs_janus; then
    command -v janus >/dev/null || missing "janus, the media server, is missing: apt-get install --no-install-recommends janus"
  fi
  if wanted Browser || wanted Media; then
    command -v chromium >/dev/null || missing "chromium is missing: apt-get install chromium fonts-dejavu-core"
    command -v turnserver >/dev/null || missing "coturn is missing: apt-get install coturn"
  fi
}

# --- which tests -----------------------------------------------------------------------------------------------------

chosen=()
for argument in "$@"; do
  if [[ "$argument" == --faults ]]; then
    export FCHAT_FAULTS=1
    longest=$longest_with_faults
  else
    chosen+=("$argument")
  fi
done

wanted() {
  local name
  ((${#chosen[@]} > 0)) || return 0
  for name in "${chosen[@]}"; do
    [[ "${name,,}" == "${1,,}" ]] && return 0
  done
  return 1
}

# Names of tests/*.Tests; the one that needs a browser comes last.
projects() {
  local path name
  for path in tests/*.Tests; do
    name="$(basename "$path" .Tests)"
    [[ "$name" == Browser ]] || printf '%s\n' "$name"
  done
  [[ ! -d tests/Browser.Tests ]] || printf 'Browser\n'
}

check_names() {
  local name known
  known="$(projects) Web Audit"
  for name in "${chosen[@]}"; do
    grep -qiw -- "$name" <<<"$known" || missing "there is no test project '$name'; there are:" ${known}
  done
}

# --- building and running --------------------------------------------------------------------------------------------

# One build at a time in one clone. The compiler server is our own, so that ending it ends nobody else's; it must not inherit the lock.
build() {
  say "Building"
  local log="$reports/build.log"
  (
    flock 9
    dotnet build FChat.sln -c "$configuration" -v minimal -p:SharedCompilationId="$run_id" 9>&-
  ) 9>artifacts/build.lock >"$log" 2>&1 || {
    grep -E '(error|warning) [A-Z]+[0-9]*|error :' "$log" | sort -u | head -n 40 || true
    tail -n 5 "$log"
    printf '0 passed, 1 failed\n'
    exit 1
  }
  end_marked TERM
  tail -n 3 "$log"
}

# within LOG COMMAND...: runs it in a process group of its own, which ends with it or when the time is over.
within() {
  local log="$1" group code=0
  shift
  timeout --kill-after=20 "$longest" "$@" >"$log" 2>&1 9>&- &
  group=$!
  wait "$group" || code=$?
  kill -KILL -- "-$group" 2>/dev/null || true
  return "$code"
}

# count NAME CODE REPORT LOG: adds a report up. A run without a report, without a test, or that failed beside its tests is a failure.
count() {
  local name="$1" code="$2" report="$3" log="$4" p=0 f=0 s=0 line=""
  if [[ -s "$report" ]]; then
    node .ci/tally.mjs "$report" >"$report.txt"
    line="$(tail -n 1 "$report.txt")"
    head -n -1 "$report.txt"
    read -r p f s <<<"$line"
  fi
  if ((p + f + s == 0)); then
    printf '%s: no test ran (exit code %s)\n' "$name" "$code"
    tail -n 40 "$log"
    f=1
  elif ((code != 0 && f == 0)); then
    printf '%s: the run failed beside its tests (exit code %s%s)\n' "$name" "$code" "$( ((code == 124 || code == 137)) && echo ', too long')"
    tail -n 40 "$log"
    f=1
  fi
  printf '%s: %d passed, %d failed, %d skipped\n' "$name" "$p" "$f" "$s"
  ((passed += p, failed += f, skipped += s)) || true
}

run_web() {
  say "Web"
  local log="$reports/Web.log" report="$reports/Web.json" code=0
  (
    flock 9
    [[ src/Web/node_modules/.package-lock.json -nt src/Web/package-lock.json ]] || npm --prefix src/Web ci --no-audit --no-fund 9>&-
  ) 9>artifacts/build.lock >"$reports/npm.log" 2>&1 || { tail -n 20 "$reports/npm.log"; }
  within "$log" npm --prefix src/Web test -- --reporter=default --reporter=json --outputFile.json="$report" || code=$?
  count Web "$code" "$report" "$log"
}

# start_project NAME: runs a project's tests, and keeps the exit code beside its report.
start_project() {
  local name="$1" code=0
  within "$reports/$name.log" dotnet "tests/$name.Tests/bin/$configuration/net10.0/FChat.$name.Tests.dll" \
    --no-ansi --progress off --results-directory "$reports" \
    --report-xunit-ctrf --report-xunit-ctrf-filename "$name.json" || code=$?
  printf '%s\n' "$code" >"$reports/$name.code"
}

finish_project() {
  local name="$1"
  say "$name"
  count "$name" "$(cat "$reports/$name.code")" "$reports/$name.json" "$reports/$name.log"
}

run_project() {
  start_project "$1"
  finish_project "$1"
}

# The faults of a cluster are mostly waited for: in their short form they go on beside what comes before the browser.
beside=""
run_all() {
  local project
  if wanted Cluster && [[ -z "${FCHAT_FAULTS:-}" ]]; then
    start_project Cluster &
    beside=$!
  fi
  if wanted Web; then run_web; fi
  for project in $(projects); do
    wanted "$project" || continue
    if [[ -n "$beside" && "$project" == Cluster ]]; then continue; fi
    if [[ "$project" == Browser ]]; then finish_beside; fi
    run_project "$project"
  done
  finish_beside
}

finish_beside() {
  [[ -n "$beside" ]] || return 0
  wait "$beside"
  beside=""
  finish_project Cluster
}

# A package with a hole that every feed with an answer knows: of one that does not report it, silence means nothing.
feed_knows_holes() {
  local canary="$scratch/canary"
  mkdir -p "$canary"
  cat >"$canary/canary.csproj" <<'PROJECT'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework><NuGetAudit>false</NuGetAudit></PropertyGroup>
  <ItemGroup><PackageReference Include="Newtonsoft.Json" Version="12.0.3" /></ItemGroup>
</Project>
PROJECT
  timeout 60 dotnet restore "$canary/canary.csproj" >"$reports/audit-canary.log" 2>&1 &&
    list_holes "$canary/canary.csproj" "$reports/audit-canary.json" &&
    [[ "$(node .ci/audit.mjs "$reports/audit-canary.json" | tail -n 1)" == 1 ]]
}

list_holes() { timeout 120 dotnet list "$1" package --vulnerable --include-transitive --format json --no-restore >"$2" 2>>"$reports/audit.log"; }

# report_holes FEED REPORT: counts one test; none where the feed did not answer.
report_holes() {
  local found
  found="$(node .ci/audit.mjs "$2")"
  case "$(tail -n 1 <<<"$found")" in
    unanswered) printf '%s: the feed tells nothing of vulnerabilities; not audited\n' "$1" ;;
    0) printf '%s: no dependency with a known hole of high or critical severity\n' "$1"; ((passed += 1)) ;;
    *) head -n -1 <<<"$found"; ((failed += 1)) ;;
  esac
}

run_audit() {
  say "Audit of dependencies"
  local nuget="$reports/audit-nuget.json" npm="$reports/audit-npm.json"
  if feed_knows_holes; then list_holes FChat.sln "$nuget" || true; else echo >"$nuget"; fi
  report_holes NuGet "$nuget"
  timeout 60 npm --prefix src/Web audit --json >"$npm" 2>>"$reports/audit.log" || true   # its exit code says that there are holes, as well as that there was no answer
  report_holes npm "$npm"
}

check_names
install_missing
check_tools
build
if wanted Audit; then run_audit; fi
run_all

if [[ -s "$reports/counts.txt" ]]; then
  say "Counts"
  cat "$reports/counts.txt"
fi

printf '\nReports and logs: %s\n' "${reports#"$PWD"/}"
summary="$passed passed, $failed failed"
((skipped == 0)) || summary+=", $skipped skipped"
printf '%s\n' "$summary"
((failed == 0))
