"""Everything that needs Qt: item models, delegates, controllers, views, dialogs and the one thread bridge."""

from xray_desktop.qt.runtime.import_hook import remove_import_hook

remove_import_hook()  # before the many that follow, and before the first thread that imports anything
