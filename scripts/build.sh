# Shared by ./run, ./huimin and ./test: tools that must be there, and a build only when something changed.
program="$home/src/Huimin.Web/bin/Release/net10.0/huimin.dll"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

can_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

# Debian packages, only if this machine lets us; quiet unless it fails.
install_packages() {
  echo "Installing $* …" >&2
  apt-get update -qq >/dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

require_sdk() {
  if ! command -v dotnet >/dev/null || ! dotnet --list-sdks | grep -q '^10\.'; then
    if can_install && apt-cache show dotnet-sdk-10.0 >/dev/null 2>&1; then
      install_packages dotnet-sdk-10.0
    else
      echo "Huimin needs the .NET SDK 10. Install it (Debian and Ubuntu: the package dotnet-sdk-10.0 from Microsoft's feed; others: https://dotnet.microsoft.com/download/dotnet/10.0) and start again." >&2
      exit 2
    fi
  fi
}

require_node() {
  if ! command -v node >/dev/null || ! command -v npm >/dev/null || [ "$(node -p 'process.versions.node.split(".")[0]')" -lt 18 ]; then
    if can_install; then
      install_packages nodejs npm
    fi
    if ! command -v node >/dev/null || [ "$(node -p 'process.versions.node.split(".")[0]')" -lt 18 ]; then
      echo "Huimin needs Node.js 18 or newer with npm for the pages' style and map files. Install it (Debian: apt-get install nodejs npm; others: https://nodejs.org) and start again." >&2
      exit 2
    fi
  fi
}

# The front-end files come from npm once; the stamp follows the lock file and what draws the maps.
fetch_assets() {
  local stamp="$home/src/Huimin.Web/node_modules/.huimin-stamp" lock="$home/src/Huimin.Web/package-lock.json" drawing="$home/src/Huimin.Web/front-end.mjs"
  if [ ! -e "$stamp" ] || [ "$lock" -nt "$stamp" ] || [ "$drawing" -nt "$stamp" ] || [ ! -d "$home/src/Huimin.Web/wwwroot/lib" ]; then
    require_node
    echo "Fetching the pages' style and map files …" >&2
    if ! (cd "$home/src/Huimin.Web" && npm ci --loglevel=error --no-audit --no-fund --ignore-scripts >/dev/null && npm run --silent build); then
      echo "The pages' style and map files could not be fetched from the npm registry. Check the network and start again." >&2
      exit 2
    fi
    touch "$stamp"
  fi
}

build_if_needed() {
  local newer=""
  if [ -e "$program" ]; then
    newer=$(find "$home/src" "$home/bench" "$home/policies" "$home/data" "$home"/Directory.*.props \
      \( -name bin -o -name obj -o -name node_modules -o -name lib \) -prune -o -type f -newer "$program" -print -quit)
    if [ -z "$newer" ] && [ -d "$home/src/Huimin.Web/wwwroot/lib" ]; then
      return 0
    fi
  fi
  require_sdk
  fetch_assets
  echo "Building …" >&2
  local log
  log=$(mktemp)
  if ! dotnet build "$home/src/Huimin.Web" -c Release -p:RunAnalyzers=false -p:EnforceCodeStyleInBuild=false -p:GenerateDocumentationFile=false \
    --nologo -v quiet >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    exit 2
  fi
  rm -f "$log"
  touch "$program"
}
