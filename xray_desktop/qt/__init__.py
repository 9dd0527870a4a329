"""Everything that needs Qt: item models, delegates, controllers, views, dialogs and the one thread bridge."""

from xray_desktop.qt.runtime.import_hook import use_plain_imports

use_plain_imports()  # before the many that follow, and before the first thread that imports anything
