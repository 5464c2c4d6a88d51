using System.Globalization;
using Huimin.Platform.Access;
using Huimin.Platform.Data;
using Huimin.Platform.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Registers;

/// <summary>
/// A form about an entry of a register: the register that the address names, a token by which a second click does nothing, what was
/// typed, and every problem at once.
/// </summary>
public abstract class RegisterFormPage : ActionPage
{
    /// <summary>More entries than these are not offered in a box.</summary>
    private const int MostOptions = 200;

    private string? token;

    [Parameter]
    public string Type { get; set; } = "";

    [Inject]
    protected RegisterCatalogue Catalogue { get; set; } = default!;

    [Inject]
    protected Acting Acting { get; set; } = default!;

    [Inject]
    protected AppDbContext Context { get; set; } = default!;

    [Inject]
    protected RegisterWork Work { get; set; } = default!;

    [Inject]
    private ReadFields Read { get; set; } = default!;

    [Inject]
    protected Words Say { get; set; } = default!;

    /// <summary>Null where the address names none.</summary>
    protected RegisterType? Register => Catalogue.Find(Type);

    /// <summary>Whether the reader's post opens this register.</summary>
    protected bool IsMine => Register is { } register && RegisterWork.Sees(Acting, register);

    /// <summary>Somebody else changed the entry since the form was opened.</summary>
    protected bool IsOutdated { get; private set; }

    /// <summary>Of this form: the one that was posted, or a new one.</summary>
    protected string Token => token ??= Posted("token") is { Length: > 0 } posted ? posted : Guid.NewGuid().ToString("N");

    protected bool WasPosted => Http.Request.HasFormContentType;

    /// <summary>Choices for fields that name an entry or a programme, by code of the field.</summary>
    protected Dictionary<string, IReadOnlyList<(string Code, string Name)>> Options { get; } = new(StringComparer.Ordinal);

    /// <summary>What was typed into a box; before anything was, the given value.</summary>
    protected string Typed(string name, string? otherwise = "") => WasPosted ? Posted(name) : otherwise ?? "";

    /// <summary>What was typed into the declared fields, by code; nothing else of the request is taken.</summary>
    protected Dictionary<string, string> TypedFields(IEnumerable<Field> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var typed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in fields)
        {
            typed[field.Code] = Posted($"f.{field.Code}");
            if (field.IsSecret && Posted($"clear.{field.Code}").Length > 0)
                typed[ReadFields.Clear + field.Code] = "1";
        }

        return typed;
    }

    protected async Task LoadOptionsAsync(IEnumerable<Field> fields, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(fields);
        foreach (var field in fields)
        {
            if (field.Kind == RegisterFieldKind.Programme)
            {
                Options[field.Code] = Read.Programmes(Say);
            }
            else if (field.Kind == RegisterFieldKind.Entry)
            {
                var inForce = Catalogue.Require(field.Of!).InForce;
                var entries = await Context.RegisterEntries.AsNoTracking().Where(e => e.Type == field.Of && inForce.Contains(e.State)).OrderBy(e => e.Region).ThenBy(e => e.Id)
                    .Take(MostOptions).Select(e => new { e.Id, e.Name }).ToListAsync(stop);
                Options[field.Code] = [.. entries.Select(e => (e.Id.ToString(CultureInfo.InvariantCulture), e.Name))];
            }
        }
    }

    /// <summary>Carries the form out and goes on, or shows what is wrong with it.</summary>
    /// <param name="save">Does it and says where to go; null stays.</param>
    protected Task TrySaveAsync(Func<Task<string?>> save)
    {
        ArgumentNullException.ThrowIfNull(save);
        return TryAsync("form", async () =>
        {
            try
            {
                return await save();
            }
            catch (FieldsRefusedException e)
            {
                Problems.AddRange(e.Problems.Select(p => (RegisterCheck.Reserved.Contains(p.Field) ? p.Field : $"f-{p.Field}", $"{LabelOf(p.Field)}：{Texts.In(Say.English, p.Reason)}")));
            }
            catch (EntryChangedException)
            {
                IsOutdated = true;
            }

            Context.ChangeTracker.Clear();
            return null;
        });
    }

    /// <summary>How a message calls a field.</summary>
    protected virtual string LabelOf(string field)
    {
        var words = Say;
        return Register?.Find(field) is { } declared ? Texts.In(words.English, declared.Label) : field switch
        {
            "name" => Texts.In(words.English, Register!.Named.Label),
            "region" => words["区划"],
            "person" => Register?.Subject == RegisterSubject.Household ? words["家庭"] : words["人员"],
            "opened" => words["起始日期"],
            "expires" => words["有效期至"],
            "due" => words["办结期限"],
            "done" => words["办结日期"],
            "outcome" => words["结果"],
            "reason" => words["原因"],
            _ => words["日期"],
        };
    }
}
