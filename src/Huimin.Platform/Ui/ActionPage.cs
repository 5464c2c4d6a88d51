using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Huimin.Platform.Ui;

/// <summary>
/// A page on which somebody acts: every form posts what it does (<see cref="ActionForm"/>), a success goes on to another
/// address, and what keeps it from being done stands on top of the page as it is now.
/// </summary>
public abstract class ActionPage : LoadedPage
{
    [Inject]
    protected Desk Desk { get; set; } = default!;

    [Inject]
    protected NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private Preferences Reader { get; set; } = default!;

    private bool isActedOn;

    /// <summary>What keeps the action from being done, with the field to look at.</summary>
    protected List<(string Field, string Text)> Problems { get; } = [];

    /// <summary>
    /// A form was sent and is not yet acted on. A page whose actions need nothing of what it shows need not read or draw it before: a
    /// success goes elsewhere, and what is refused is read afterwards.
    /// </summary>
    protected bool IsSending => HttpMethods.IsPost(Http.Request.Method) && !isActedOn;

    protected string Posted(string field) => Http.Request.HasFormContentType ? Http.Request.Form[field].ToString() : "";

    /// <param name="problemAt">Id of the field or part of the page that a problem belongs to.</param>
    /// <param name="act">Does it and says where to go; null stays and shows the page as it is now.</param>
    protected async Task TryAsync(string problemAt, Func<Task<string?>> act)
    {
        ArgumentNullException.ThrowIfNull(act);
        string? to;
        try
        {
            to = await act();
        }
        catch (CannotRunException e)
        {
            Problems.Add((problemAt, e.In(Reader.English)));
            to = null;
        }

        if (to is not null)
        {
            Navigation.NavigateTo(to);
            return;
        }

        isActedOn = true;
        await LoadAsync(Http.RequestAborted);
    }
}
