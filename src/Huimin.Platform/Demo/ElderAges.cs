namespace Huimin.Platform.Demo;

/// <summary>
/// Ages of older people, few and fewer towards the end. Where the city published how many receive the old-age allowance, that
/// many are 80 or older.
/// </summary>
internal sealed class ElderAges(DemoProfile profile)
{
    private const int Old = 80;
    private readonly double? rate = profile.Has("old_age_allowance_recipients") ? profile.Rate("old_age_allowance_recipients") : null;
    private readonly Quota old = new();

    /// <summary>So many residents more were made.</summary>
    public void Advance(int residents) => old.Advance(residents * (rate ?? 0));

    /// <summary>An age from 60 on, less than <paramref name="span"/> years above it.</summary>
    public int Draw(int span, int otherSpan, ref DemoRandom random)
    {
        var age = 60 + Math.Min(random.Below(span), random.Below(otherSpan));
        if (rate is null || old.IsDue(ref random) == (age >= Old))
            return age;
        return age >= Old ? age - 20 : age + 20;
    }

    /// <summary>A resident of this age was made, drawn here or not.</summary>
    public void Made(int age)
    {
        if (age >= Old)
            old.Take();
    }
}
