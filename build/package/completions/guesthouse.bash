# Completion of guesthouse for bash. A test holds it to the options of electron/app/options.ts.
_guesthouse() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
  local uris='qemu:///system qemu:///session qemu+ssh:// qemu+tls:// demo:///default'
  # A colon and an equals sign are words of their own to bash.
  if declare -F _get_comp_words_by_ref >/dev/null; then
    _get_comp_words_by_ref -n := -c word -p before
  fi
  case $before in
    --connect | -c) mapfile -t COMPREPLY < <(compgen -W "$uris" -- "$word") ;;
    --show-domain-console | --show-domain-editor | --show-domain-performance) COMPREPLY=() ;;
    *)
      if [[ $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W '--connect -c --show-domain-console --show-domain-editor
          --show-domain-performance --show-host-summary --show-systray --serve --debug --no-fork --fork
          --version --help -h' -- "$word")
      else
        mapfile -t COMPREPLY < <(compgen -W "$uris" -- "$word")
      fi
      ;;
  esac
  if declare -F __ltrim_colon_completions >/dev/null; then __ltrim_colon_completions "$word"; fi
}
complete -F _guesthouse guesthouse
