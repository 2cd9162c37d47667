# Completion of command lines of jcap by bash 4.4 or later; made by "jcap completion bash".
# shellcheck shell=bash

# The words up to the cursor, in words and cur: bash splits them at "=" and ":", too. In kept stands
# what it leaves alone of the last.
_jcap_line() {
  local line=${COMP_LINE:0:COMP_POINT} rest part i
  line=${COMP_WORDS[0]}${line#*"${COMP_WORDS[0]}"}
  words=()
  for ((i = 0; i <= COMP_CWORD; i++)); do
    rest=${line#"${line%%[![:space:]]*}"}
    part=${COMP_WORDS[i]}
    ((i < COMP_CWORD)) || part=$rest
    if ((i > 0)) && [[ $rest = "$line" ]]; then
      words[-1]+=$part
    else
      words+=("$part")
    fi
    line=${rest#"$part"}
  done
  cur=${words[-1]}
  unset 'words[-1]'
  [[ $part != *[!=:]* ]] && part=
  kept=${cur%"$part"}
}

# _jcap_place KEY: what may stand at a place, in known, from and several. KEY is a subcommand with an
# option, with "1" for its first word, or with "2" for those after it. Fails for an option without a
# value; of one that may have a value, attached is "only".
_jcap_place() {
  known=() from='' several='' attached=''
  case $1 in
@PLACES@
    *) return 1 ;;
  esac
}

# _jcap_options COMMAND: its options, in known; one with a value ends in "=".
_jcap_options() {
  known=()
  case $1 in
@OPTIONS@
  esac
}

# _jcap_word WORD: a reply, if it begins with what was typed.
_jcap_word() {
  [[ $1 != "$part"* ]] || COMPREPLY+=("$shown$1")
}

# _jcap_files f|d: files or directories.
_jcap_files() {
  local file
  if [[ -z $shown && ($part && ${#COMPREPLY[@]} = 0 || ${#known[@]} = 0) ]]; then
    # Readline itself, which knows of quotes and "~".
    if [[ $1 = d ]]; then
      compopt -o dirnames
    else
      compopt -o default
    fi
    return
  fi
  compopt -o filenames
  while IFS= read -r file; do
    if [[ -d $file && $shown ]]; then
      file+=/
      compopt -o nospace
    fi
    COMPREPLY+=("$shown$file")
  done < <(compgen "-$1" -- "$part")
}

# _jcap_names DIRECTORY: names in a directory.
_jcap_names() {
  local path
  for path in "$1"/*; do
    [[ ! -e $path ]] || _jcap_word "${path##*/}"
  done
}

_jcap_processes() {
  local path
  for path in /proc/[0-9]*; do
    _jcap_word "${path##*/}"
  done
}

_jcap_programs() {
  local directories directory path
  if [[ $part = */* ]]; then
    _jcap_files f
    return
  fi
  IFS=: read -ra directories <<<"$PATH"
  for directory in "${directories[@]}"; do
    for path in "$directory/$part"*; do
      [[ ! -f $path || ! -x $path ]] || _jcap_word "${path##*/}"
    done
  done
}

# _jcap_reply PART: all that may stand at a place, whose first letters are PART.
_jcap_reply() {
  local part=$1 shown word
  shown=${cur%"$part"}
  if [[ $several ]]; then
    word=${part##*,}
    # What is added to a list, or taken from one.
    word=${word#[-+~]}
    shown+=${part%"$word"}
    part=$word
    compopt -o nospace
  elif [[ $from = actions && $part = *:* ]]; then
    word=${part%%:*}
    shown+=$word:
    part=${part#*:}
    known=()
    case $word in
      read | write | exec | chown) from=files ;;
      kill | ptrace) from=processes ;;
      setuid) from=users ;;
      *) from='' ;;
    esac
  fi
  shown=${shown#"$kept"}
  for word in "${known[@]}"; do
    _jcap_word "$word"
  done
  case $from in
    files) _jcap_files f ;;
    directories) _jcap_files d ;;
    programs) _jcap_programs ;;
    users) for word in $(compgen -u); do _jcap_word "$word"; done ;;
    processes) _jcap_processes ;;
    interfaces) _jcap_names /sys/class/net ;;
    networks) _jcap_names /run/netns ;;
  esac
  [[ ${#COMPREPLY[@]} != 1 || ${COMPREPLY[0]} != *[=:] ]] || compopt -o nospace
}

_jcap() {
  local words cur kept known from several attached
  local i word command='' place=1 option='' ended=''
  COMPREPLY=()
  _jcap_line
  for ((i = 1; i < ${#words[@]}; i++)); do
    word=${words[i]}
    if [[ $option ]]; then
      option=''
    elif [[ ! $command ]]; then
      [[ $word = -* ]] || command=$word
    elif [[ $word != -?* || $ended ]]; then
      place=2
    elif [[ $word = -- ]]; then
      ended=yes
    elif [[ $word != --* ]]; then
      # Letters: the last of them may have a value, unless one before it has the rest.
      if _jcap_place "$command -${word: -1}" && ! _jcap_place "$command ${word:0:2}"; then
        option="-${word: -1}"
      elif [[ $word = -? ]] && _jcap_place "$command $word"; then
        option=$word
      fi
    elif [[ $word != *=* ]] && _jcap_place "$command $word" && [[ ! $attached ]]; then
      option=$word
    fi
  done
  if [[ ! $command ]]; then
    _jcap_options ''
    known+=(@COMMANDS@)
    from='' several=''
    _jcap_reply "$cur"
  elif [[ $option ]]; then
    _jcap_place "$command $option"
    _jcap_reply "$cur"
  elif [[ ! $ended && $cur = --*=* ]]; then
    ! _jcap_place "$command ${cur%%=*}" || _jcap_reply "${cur#*=}"
  elif [[ ! $ended && $cur = -[!-]?* ]] && _jcap_place "$command ${cur:0:2}"; then
    _jcap_reply "${cur:2}"
  elif [[ $ended || $cur != -* ]] && _jcap_place "$command $place"; then
    _jcap_reply "$cur"
  elif [[ ! $ended ]]; then
    _jcap_options "$command"
    from='' several=''
    _jcap_reply "$cur"
  fi
}

complete -F _jcap jcap
