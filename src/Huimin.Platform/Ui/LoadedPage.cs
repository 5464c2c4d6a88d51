using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Huimin.Platform.Ui;

/// <summary>
/// A page that reads what it shows before it is drawn once. A plain component is drawn a first time while its queries still run,
/// which would answer "not found" for what is not yet read.
/// </summary>
public abstract class LoadedPage : ComponentBase, IHandleEvent
{
    [CascadingParameter]
    protected HttpContext Http { get; set; } = default!;

    public override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        await LoadAsync(Http.RequestAborted);
        await base.SetParametersAsync(ParameterView.Empty);
    }

    /// <summary>
    /// Draws again only when the action is done: a plain component is also drawn as soon as the action waits, and a part of the page that
    /// reads would then use the same connection as the action.
    /// </summary>
    async Task IHandleEvent.HandleEventAsync(EventCallbackWorkItem item, object? arg)
    {
        await item.InvokeAsync(arg);
        StateHasChanged();
    }

    protected abstract Task LoadAsync(CancellationToken stop);
}
