#compdef jcap
# Completion of command lines of jcap by zsh; made by "jcap completion zsh".

# _jcap_place one|list SOURCE WORD...: what may stand at a place; of a list between commas.
_jcap_place() {
  local several=$1 from=$2 expl ret=1
  shift 2
  local -a end=() whole=(${@:#*[=:]}) open=(${(M)@:#*[=:]})
  if [[ $several = list ]]; then
    compset -P '*,'
    # What is added to a list, or taken from one.
    compset -P '[-+~]'
    end=(-q -S ,)
  elif [[ $from = actions && $PREFIX = *:* ]]; then
    from=none
    case $PREFIX in
      (read|write|exec|chown):*) from=files ;;
      (kill|ptrace):*) from=processes ;;
      setuid:*) from=users ;;
    esac
    compset -P '*:'
    whole=() open=()
  fi
  (( ! $#whole )) || _wanted values expl value compadd $end -a whole && ret=0
  (( ! $#open )) || _wanted values expl value compadd -S '' -a open && ret=0
  case $from in
    files) _files $end && ret=0 ;;
    directories) _files -/ $end && ret=0 ;;
    programs)
      if [[ $PREFIX = */* ]]; then
        _files && ret=0
      else
        _wanted commands expl program compadd -k commands && ret=0
      fi
      ;;
    users) _users $end && ret=0 ;;
    processes) _wanted processes expl process compadd - /proc/<->(N:t) && ret=0 ;;
    interfaces) _net_interfaces && ret=0 ;;
    networks) _wanted networks expl 'network namespace' compadd - /run/netns/*(N:t) && ret=0 ;;
  esac
  return ret
}

@FUNCTIONS@

_jcap() {
  local curcontext=$curcontext state line ret=1
  local -A opt_args
  local -a subcommands capabilities
  subcommands=(
@COMMANDS@
  )
  capabilities=(
@CAPABILITIES@
  )
  _arguments -s -C \
@OPTIONS@
    '1:command:->command' \
    '*:: :->rest' && ret=0
  case $state in
    command) _describe -t commands command subcommands && ret=0 ;;
    rest)
      case $words[1] in
@CALLS@
      esac
      ;;
  esac
  return ret
}

if [[ $funcstack[1] = _jcap ]]; then
  _jcap "$@"
else
  compdef _jcap jcap
fi
