// Before the first paint: the theme that was chosen here last time. Without one, the system's choice holds.
try {
  const theme = localStorage.getItem('tallyman-theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage is forbidden in some private windows: the system's choice holds.
}
