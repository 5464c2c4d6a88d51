namespace Huimin.Bench;

/// <summary>What several programmes ask of a person.</summary>
internal sealed partial class HandLoop
{
    private byte TekunStatus(int i, long standard, long familySize, long asset, long cars, long homes, long shops, bool known, bool maybe, byte orphan)
    {
        var age = Age(i);
        var childBenefit = Or(orphan, And(guardianship[i] == 254 ? Maybe : guardianship[i] is 1 or 2 ? Yes : No, Less(age, 18)));
        var result = All(maybe ? Maybe : Yes, Alive(i), Born(i), Not(childBenefit));
        if (result == No)
            return No;
        var able = age == Unknown ? Maybe : age is >= 60 or < 18 ? Yes : No;
        var studies = And(study[i] == 254 ? Maybe : study[i] is 1 or 2 or 3 ? Yes : No, Less(age, tekunSchoolUntil));
        var limit = kind[i] == 254 ? Unknown : noWorkGrade[kind[i] == 255 ? 0 : kind[i]];
        var disabled = grade[i] == 254 ? Maybe : grade[i] is 0 or 255 ? No : limit == Unknown ? Maybe : grade[i] <= limit ? Yes : No;
        var income = Income(i, known);
        var assetsFit = asset == Unknown || familySize < 0 ? Maybe : asset <= 24 * standard * Math.Max(1, familySize) ? Yes : No;
        result = All(result, Or(Or(able, studies), disabled), income == Unknown ? Maybe : income < standard ? Yes : No, assetsFit);
        return All(result, AtMost(cars, 0), AtMost(homes, 2), AtMost(shops, 0));
    }

    private byte NeedsCare(int i)
    {
        var level = ability[i] == 254 ? Maybe : ability[i] is >= 2 and <= 4 ? Yes : No;
        var kinds = kind[i] == 254 ? Maybe : kind[i] is 4 or 5 or 6 ? Yes : No;
        var grades = grade[i] == 254 ? Maybe : grade[i] is 1 or 2 ? Yes : No;
        return Or(level, And(kinds, grades));
    }

    private byte ParentsFit(int i)
    {
        var (fatherUnable, motherUnable) = (Unable(father[i], fatherSince[i]), Unable(mother[i], motherSince[i]));
        var fatherGone = father[i] == 254 ? Maybe : father[i] is 8 or 9 ? Yes : No;
        var motherGone = mother[i] == 254 ? Maybe : mother[i] is 8 or 9 ? Yes : No;
        var fatherDeported = father[i] == 254 ? Maybe : father[i] == 10 ? Yes : No;
        var motherDeported = mother[i] == 254 ? Maybe : mother[i] == 10 ? Yes : No;
        var fits = Or(Or(And(fatherUnable, motherUnable), And(fatherGone, motherUnable)), And(motherGone, fatherUnable));
        fits = Or(fits, Or(And(fatherDeported, motherGone), And(motherDeported, fatherGone)));
        return All(father[i] == 254 ? Maybe : Yes, mother[i] == 254 ? Maybe : Yes, fits);
    }

    private byte Unable(byte state, int since)
    {
        if (state == 254)
            return Maybe;
        if (state is 1 or 2 or 7)
            return Yes;
        if (state is not (3 or 4 or 5 or 6))
            return No;
        if (since <= int.MinValue + 1)
            return Maybe;
        var date = DateOnly.FromDayNumber(since);
        var month = DateOnly.FromDayNumber(monthStart);
        return since <= monthEnd && (month.Year - date.Year) * 12 + month.Month - date.Month >= 6 ? Yes : No;
    }

    private byte Unattended(int i, byte fits) => guardianship[i] switch
    {
        2 => Yes,
        254 => Maybe,
        0 or 3 or 255 => fits,
        _ => No,
    };

    /// <summary>Members who count and live; below zero if that is not known.</summary>
    private long Present(int first, int size)
    {
        long present = 0;
        for (var i = first; i < first + size; i++)
        {
            var here = All(Flag(counted[i], Yes), Alive(i), Born(i));
            if (here == Maybe)
                return -1;
            present += here;
        }

        return present;
    }

    private byte InFamily(int i, byte tekun, byte orphan) => All(All(Flag(counted[i], Yes), Alive(i)), Born(i), Not(tekun), Not(orphan));

    private long Sharers(int first, int size, Span<byte> tekun, Span<byte> orphan, long count)
    {
        for (var m = 0; m < size; m++)
        {
            if (InFamily(first + m, tekun[m], orphan[m]) != Yes)
                continue;
            var refuses = And(Flag(canWork[first + m], Yes), refused[first + m] == 254 ? Maybe : refused[first + m] is >= 3 and <= 253 ? Yes : No);
            if (refuses == Maybe)
                return Unknown;
            count -= refuses;
        }

        return count;
    }
}
