namespace Huimin.Bench;

/// <summary>The programmes of persons, and those of families that come after them.</summary>
internal sealed partial class HandLoop
{
    private void Persons(Totals totals, int first, int size, bool known, long count, bool sizeKnown, byte dibao, long dibaoFen, byte marginal, Span<byte> status, Span<long> nursingFen, Span<long> livingFen, Span<long> tekunFen)
    {
        var tekun = status.Slice(Tekun * 64, size);
        var orphan = status.Slice(Orphan * 64, size);
        var nursing = status.Slice(Nursing * 64, size);
        var living = status.Slice(Living * 64, size);
        var hardship = status.Slice(Hardship * 64, size);
        var oldest = status.Slice(OldAge * 64, size);
        var deFacto = status.Slice(DeFacto * 64, size);
        var poor = Or(dibao, marginal);
        for (var m = 0; m < size; m++)
        {
            var i = first + m;
            (nursing[m], living[m], hardship[m], deFacto[m]) = (No, No, No, No);
            (nursingFen[m], livingFen[m]) = (0, 0);
            if (grade[i] is >= 1 and <= 4 or 254)
            {
                var common = All(grade[i] == 254 ? Maybe : Yes, Alive(i), Born(i), Not(Flag(otherNursing[i], No)));
                nursing[m] = All(common, grade[i] == 254 ? Maybe : grade[i] <= 2 ? Yes : No, Not(tekun[m]));
                nursingFen[m] = nursing[m] == Yes ? nursingStandard[grade[i]] : 0;
                Add(totals, Nursing, nursing[m], nursingFen[m]);
                living[m] = All(common, Not(tekun[m]), Not(orphan[m]), All(Flag(counted[i], Yes), poor));
                livingFen[m] = living[m] == Yes ? livingStandard[grade[i]] : 0;
                Add(totals, Living, living[m], livingFen[m]);
            }

            var age = Age(i);
            if (dibao != No && age is Unknown or >= 60)
            {
                hardship[m] = All(age == Unknown ? Maybe : Yes, Alive(i), Not(tekun[m]), All(Flag(counted[i], Yes), dibao));
                long fen = 0;
                if (hardship[m] != No)
                {
                    var needs = NeedsCare(i);
                    var careKnown = needs == No || (needs == Yes && nursing[m] != Maybe);
                    var extra = careKnown && needs == Yes ? Math.Max(0, careExtra - nursingFen[m]) : 0;
                    var due = age == Unknown ? Maybe : Lookup(band, age) > 0 ? Yes : No;
                    hardship[m] = And(hardship[m], Or(due, careKnown ? extra > 0 ? Yes : No : Maybe));
                    if (hardship[m] == Yes && !careKnown)
                        hardship[m] = Maybe;
                    fen = hardship[m] == Yes ? Lookup(band, age) + extra : 0;
                }

                Add(totals, Hardship, hardship[m], fen);
            }

            oldest[m] = age == Unknown ? Maybe : Lookup(oldAge, age) > 0 ? Yes : No;
            if (oldest[m] != No)
            {
                oldest[m] = All(oldest[m], Alive(i));
                Add(totals, OldAge, oldest[m], oldest[m] == Yes ? Lookup(oldAge, age) : 0);
            }

            var fits = father[i] is 0 or 255 || mother[i] is 0 or 255 ? No : ParentsFit(i);
            if (guardianship[i] is 2 or 254 || fits != No)
            {
                deFacto[m] = All(Unattended(i, fits), Alive(i), Born(i), Young(i));
                long fen = 0;
                if (deFacto[m] != No)
                {
                    var receives = And(dibao, Flag(counted[i], Yes));
                    var shares = receives == Yes ? count : 1;
                    var due = (dispersed - tekunFen[m] - livingFen[m]) * shares - (receives == Yes ? dibaoFen : 0);
                    var dueKnown = receives != Maybe && (receives == No || (sizeKnown && count > 0)) && tekun[m] != Maybe && living[m] != Maybe;
                    deFacto[m] = And(deFacto[m], dueKnown ? due > 0 ? Yes : No : Maybe);
                    fen = deFacto[m] == Yes ? Rounded(due, shares) : 0;
                }

                Add(totals, DeFacto, deFacto[m], fen);
            }

            // Warnings about persons.
            var severe = grade[i] == 254 ? Maybe : grade[i] is 1 or 2 ? Yes : No;
            if (severe != No || age is Unknown or >= 80)
            {
                var alone = All(Or(severe, age == Unknown ? Maybe : age >= 80 ? Yes : No), Alive(i), Born(i));
                if (alone != No && tekun[m] != Yes && living[m] != Yes && nursing[m] != Yes && oldest[m] != Yes && hardship[m] != Yes && orphan[m] != Yes && dibao != Yes && marginal != Yes)
                {
                    var present = 0L;
                    var sure = true;
                    for (var other = first; other < first + size; other++)
                    {
                        var here = And(Alive(other), Born(other));
                        present += here == Yes ? 1 : 0;
                        sure &= here != Maybe;
                    }

                    Add(totals, Alone, All(alone, sure ? present == 1 ? Yes : No : Maybe), 0);
                }
            }

            if (father[i] is not (0 or 255) && mother[i] is not (0 or 255))
            {
                var gone = And(father[i] == 254 ? Maybe : father[i] is 8 or 9 ? Yes : No, mother[i] == 254 ? Maybe : mother[i] is 8 or 9 ? Yes : No);
                var none = guardianship[i] == 254 ? Maybe : guardianship[i] is 0 or 255 or 3 ? Yes : No;
                Add(totals, Child, All(All(father[i] == 254 ? Maybe : Yes, mother[i] == 254 ? Maybe : Yes), none, Less(age, 18), All(Alive(i), Or(gone, fits))), 0);
            }

            if (disabilitySince[i] != int.MinValue)
            {
                var since = Recent(disabilitySince[i]);
                if (since != No)
                    Add(totals, NewDisability, All(since, severe, Alive(i)), 0);
            }
        }
    }

    private void Families(Totals totals, int h, int first, int size, bool known, int rural, long standard, byte dibao, byte marginal, byte rigidFamily, Span<byte> status)
    {
        var tekun = status.Slice(Tekun * 64, size);
        var orphan = status.Slice(Orphan * 64, size);
        var deFacto = status.Slice(DeFacto * 64, size);
        var left = Unknown;
        byte poor = dibao, anyTekun = No, justDied = No, unemployed = No, earner = No, student = No, found = No, foundMore = No;
        long children = 0;
        var childrenKnown = true;
        for (var m = 0; m < size; m++)
        {
            var i = first + m;
            if (tekun[m] != No)
            {
                anyTekun = Or(anyTekun, tekun[m]);
                poor = Or(poor, And(tekun[m], AtHome(i)));
            }

            if (orphan[m] != No || deFacto[m] != No || guardianship[i] is 3 or 254)
            {
                var child = And(AtHome(i), Or(Or(orphan[m], deFacto[m]), All(guardianship[i] == 254 ? Maybe : guardianship[i] == 3 ? Yes : No, Less(Age(i), 18), Alive(i))));
                children += child == Yes ? 1 : 0;
                childrenKnown &= child != Maybe;
            }

            if (died[i] != int.MinValue)
                justDied = Or(justDied, Recent(died[i]));
            if (unemployedSince[i] != int.MinValue)
                unemployed = Or(unemployed, All(Recent(unemployedSince[i]), Flag(counted[i], Yes), Alive(i)));
            if (admittedOn[i] != int.MinValue)
                student = Or(student, All(Recent(admittedOn[i]), study[i] == 254 ? Maybe : study[i] is 3 or 4 ? Yes : No, Alive(i)));
            var more = Money(incomeFound[i], known: true);
            if (more is Unknown or > 0)
            {
                found = Or(found, more == Unknown ? Maybe : Yes);
                if (dibao != No)
                {
                    var (own, other, pension) = (Money(wage[i], known), Money(transfer[i], known), Money(basicPension[i], known));
                    var above = more == Unknown || own == Unknown || other == Unknown || pension == Unknown ? Maybe : more > own + other + pension ? Yes : No;
                    foundMore = Or(foundMore, All(more == Unknown ? Maybe : Yes, Flag(counted[i], Yes), Alive(i), above));
                }
            }
        }

        // Heating.
        var paid = Or(poor, childrenKnown ? children > 0 ? Yes : No : Maybe);
        if (paid != No)
        {
            var heats = paid == Yes && poor != Maybe && childrenKnown ? Yes : Maybe;
            Add(totals, Heating, heats, heats == Yes ? (poor == Yes ? heating[rural] : 0) + heatingChild * children : 0);
        }

        if (accidentOn[h] != int.MinValue && Recent(accidentOn[h]) is var accident and not No)
            Add(totals, Accident, And(accident, Left()), 0);
        if (dibaoEndedOn[h] != int.MinValue && Recent(dibaoEndedOn[h]) is var ended and not No && dibao != Yes && marginal != Yes && rigidFamily != Yes && anyTekun != Yes)
            Add(totals, DibaoEnded, And(ended, Left()), 0);
        if (justDied != No)
            Add(totals, Died, And(justDied, Left()), 0);
        if (unemployed != No)
        {
            for (var i = first; i < first + size; i++)
            {
                var (own, trade) = (Money(wage[i], known), Money(business[i], known));
                var since = unemployedSince[i] == int.MinValue ? Yes : unemployedSince[i] == int.MinValue + 1 ? Maybe : unemployedSince[i] > monthEnd ? Yes : No;
                earner = Or(earner, All(Flag(counted[i], Yes), Alive(i), since, own > 0 || trade > 0 ? Yes : No));
            }

            Add(totals, Unemployed, And(unemployed, Not(earner)), 0);
        }

        if (found != No && dibao != No && foundMore != No)
            Add(totals, IncomeFound, All(found, dibao, foundMore), 0);
        var spent = Money(medicalYear[h], known: true);
        if (spent is Unknown or > 0)
        {
            var members = Present(first, size);
            Add(totals, Medical, And(spent == Unknown ? Maybe : Yes, spent == Unknown || members < 0 ? Maybe : spent > 6 * standard * members ? Yes : No), 0);
        }

        if (student != No)
            Add(totals, NewStudent, And(student, Or(Or(dibao, marginal), rigidFamily)), 0);

        byte Left()
        {
            if (left == Unknown)
            {
                left = 0;
                for (var i = first; i < first + size && left >= 0; i++)
                    left = died[i] == int.MinValue + 1 ? -1 : left + (died[i] == int.MinValue || died[i] > monthEnd ? 1 : 0);
            }

            return left < 0 ? Maybe : left > 0 ? Yes : No;
        }
    }
}
