// "/" goes to the search box from anywhere that is not a field; Escape closes an open choice. Pages work without this file.
document.addEventListener('keydown', event => {
  if (event.key === 'Escape') {
    for (const open of document.querySelectorAll('details.hm-pick[open]')) {
      open.open = false;
      open.querySelector('summary').focus();
    }
    return;
  }
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest('input, textarea, select, [contenteditable]')) return;
  const search = document.getElementById('search');
  if (!search) return;
  event.preventDefault();
  search.focus();
  search.select();
});

document.addEventListener('click', event => {
  for (const open of document.querySelectorAll('details.hm-pick[open]')) {
    if (!open.contains(event.target)) open.open = false;
  }
});

// A file that is too large is refused before it is sent; the server refuses it too, but only after the wait.
document.addEventListener('change', event => {
  const most = Number(event.target.dataset.mostBytes);
  if (!most) return;
  const large = [...event.target.files].some(file => file.size > most);
  event.target.setCustomValidity(large ? event.target.dataset.tooLarge : '');
  event.target.reportValidity();
});
