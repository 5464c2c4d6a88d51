using Huimin.Platform.Access;
using Huimin.Platform.Ui;
using Microsoft.AspNetCore.Components;

namespace Huimin.Platform.Programmes.Publishing;

/// <summary>
/// A page on which an officer acts: every form posts what it does (<see cref="ActionForm"/>), a success goes on to another
/// address, and what keeps it from being done stands on top of the page as it is now.
/// </summary>
public abstract class PublishingPage : LoadedPage
{
    [Inject]
    protected Desk Desk { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private Preferences Reader { get; set; } = default!;

    /// <summary>What keeps the action from being done, with the field to look at.</summary>
    protected List<(string Field, string Text)> Problems { get; } = [];

    protected SignedInOfficer Officer => Desk.Officer ?? throw new CannotRunException($"请先登录。");

    /// <summary>Revision of the draft that the form showed.</summary>
    protected long? Seen => long.TryParse(Posted("revision"), System.Globalization.CultureInfo.InvariantCulture, out var revision) ? revision : null;

    protected string Posted(string field) => Http.Request.HasFormContentType ? Http.Request.Form[field].ToString() : "";

    /// <param name="problemAt">Id of the field or part of the page that a problem belongs to.</param>
    /// <param name="act">Does it and says where to go.</param>
    protected async Task TryAsync(string problemAt, Func<Task<string>> act)
    {
        ArgumentNullException.ThrowIfNull(act);
        string to;
        try
        {
            to = await act();
        }
        catch (CannotRunException e)
        {
            Problems.Add((problemAt, e.In(Reader.English)));
            await LoadAsync(Http.RequestAborted);
            return;
        }

        Navigation.NavigateTo(to);
    }
}
