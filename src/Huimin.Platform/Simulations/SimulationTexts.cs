using Huimin.Policies;

namespace Huimin.Platform.Simulations;

/// <summary>What simulations say on pages and in commands.</summary>
public static class SimulationTexts
{
    extension(HouseholdType type)
    {
        /// <summary>In the current language.</summary>
        public string Describe() => type switch
        {
            HouseholdType.ElderAlone => Texts.Of($"独居老人户"),
            HouseholdType.Elders => Texts.Of($"老年人户"),
            HouseholdType.WithMinor => Texts.Of($"有未成年子女户"),
            HouseholdType.WithSevereDisability => Texts.Of($"有重度残疾人户"),
            HouseholdType.Single => Texts.Of($"单人户"),
            _ => Texts.Of($"其他户"),
        };
    }

    extension(Alarm alarm)
    {
        /// <summary>What happens, without the place and the programme.</summary>
        public string Describe() => alarm.Kind switch
        {
            AlarmKind.RecipientsEmptied => Texts.Of($"对象从{alarm.Before}人变为没有人"),
            AlarmKind.RecipientsDoubled => Texts.Of($"对象从{alarm.Before}人增到{alarm.After}人，翻了一番以上"),
            AlarmKind.SpendingEmptied => Texts.Of($"支出从每月{new Money(alarm.Before).ToDisplay()}元变为零"),
            _ => Texts.Of($"支出从每月{new Money(alarm.Before).ToDisplay()}元增到{new Money(alarm.After).ToDisplay()}元，翻了一番以上"),
        };
    }
}
