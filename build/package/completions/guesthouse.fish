# Completion of guesthouse for fish. A test holds it to the options of electron/app/options.ts.
set -l uris qemu:///system qemu:///session qemu+ssh:// qemu+tls:// demo:///default
complete -c guesthouse -f
complete -c guesthouse -a "$uris"
complete -c guesthouse -s c -l connect -x -a "$uris" -d 'Open this host'
complete -c guesthouse -l show-domain-console -x -d 'Show the screen of a machine'
complete -c guesthouse -l show-domain-editor -x -d 'Show the page of a machine'
complete -c guesthouse -l show-domain-performance -x -d 'Show the graphs of a machine'
complete -c guesthouse -l show-host-summary -d 'Show the page of the host'
complete -c guesthouse -l show-systray -d 'Only an icon in the tray'
complete -c guesthouse -l serve -d 'Serve the interface to a browser'
complete -c guesthouse -l debug -d 'Write the log to the terminal too'
complete -c guesthouse -l no-fork -d 'Stay in the foreground'
complete -c guesthouse -l fork -d 'Accepted, changes nothing'
complete -c guesthouse -l version -d 'Say the version and end'
complete -c guesthouse -s h -l help -d 'Say the options and end'
