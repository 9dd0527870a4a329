"""The view of one radiograph."""

from xray_desktop.qt.viewer.image_view import ImageView

__all__ = ["ImageView"]
